// Runs before the first paint, so that a theme chosen by hand does not flash. Not a module for that reason.
(() => {
  const chosen = () => {
    try {
      return localStorage.getItem("katmai-theme");
    } catch {
      return null; // Storage is refused in some private windows; the system's theme stands then.
    }
  };
  const theme = chosen();
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
