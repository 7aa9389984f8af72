import { tryInstallation } from "../../tools/installs/install";
import { INSTALLERS } from "../../tools/installs/installers";
import { FORMS } from "../../tools/installs/programs";
import { SDK } from "../../tools/installs/versions";
import { pack } from "../../tools/support/pack";

test("the packed tarball, installed with npm in an empty folder, runs a program of ten lines", async () => {
  const { tarball, remove } = await pack();
  try {
    await tryInstallation({ installer: INSTALLERS.npm, form: FORMS["JavaScript, CommonJS"], tarball, sdk: SDK });
  } finally {
    await remove();
  }
});
