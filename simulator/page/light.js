// Before anything is drawn: the light or dark that was chosen last time, so that nothing flashes.
{
  const kept = localStorage.getItem('theme');
  if (kept) document.documentElement.dataset.theme = kept;
}
