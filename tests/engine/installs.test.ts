import { tryInstallation } from "../installs/install";
import { INSTALLERS } from "../installs/installers";
import { FORMS } from "../installs/programs";
import { SDK } from "../installs/sdk";
import { pack } from "../support/pack";

test("the packed tarball, installed with npm in an empty folder, runs a program of ten lines", async () => {
  const { tarball, remove } = await pack();
  try {
    await tryInstallation({ installer: INSTALLERS.npm, form: FORMS["JavaScript, CommonJS"], tarball, sdk: SDK });
  } finally {
    await remove();
  }
});
