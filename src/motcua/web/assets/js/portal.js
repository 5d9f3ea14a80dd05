import { comboboxes } from "./combobox.js";
import { errorsFirst, following, printing, sendingOnce } from "./common.js";

comboboxes();
printing();
sendingOnce();
errorsFirst();
following();
