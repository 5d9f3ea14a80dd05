import { comboboxes } from "./combobox.js";
import { errorsFirst, filtersOpen, following, printing, sendingOnce } from "./common.js";

comboboxes();
printing();
sendingOnce();
errorsFirst();
filtersOpen();
following();
