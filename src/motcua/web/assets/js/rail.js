// Groups of the navigation that a person opens stay open on the next page; the server reads the choice, so nothing jumps.
const YEAR = 365 * 24 * 3600;

export function rail() {
  const groups = [...document.querySelectorAll(".rail details[data-group]")];
  const keep = () => {
    const open = groups.filter((one) => one.open && !one.querySelector("[aria-current]")).map((one) => one.dataset.group);
    document.cookie = `nhom_mo=${open.join(".")}; path=/; max-age=${YEAR}; samesite=lax`;
  };
  groups.forEach((one) => one.querySelector("summary").addEventListener("click", () => setTimeout(keep)));
}
