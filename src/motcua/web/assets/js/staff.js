import "htmx.org/dist/htmx.esm.js";
import { comboboxes } from "./combobox.js";
import { errorsFirst, filtersOpen, following, printing, sendingOnce } from "./common.js";
import { density, drafts } from "./desk.js";
import { keys } from "./keys.js";
import { rail } from "./rail.js";
import { saving } from "./saving.js";

comboboxes();
printing();
sendingOnce();
errorsFirst();
filtersOpen();
following();
density();
drafts();
keys();
rail();
saving();
