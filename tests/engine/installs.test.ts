import { tryInstallation } from "../../tools/installs/install";
import { INSTALLERS } from "../../tools/installs/installers";
import { FORMS } from "../../tools/installs/programs";
import { NEWEST_SDK, nodeFolder } from "../../tools/installs/versions";
import { pack } from "../../tools/support/pack";

test("the packed tarball, installed with npm in an empty folder, runs both forms on Node.js 24 with the newest SDK", async () => {
  const { tarball, remove } = await pack();
  try {
    const form = FORMS["JavaScript, with the native plugin too"];
    const node = await nodeFolder("24");
    await tryInstallation({ installer: INSTALLERS.npm, form, tarball, sdk: NEWEST_SDK, node });
  } finally {
    await remove();
  }
});
