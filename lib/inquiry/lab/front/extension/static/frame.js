// JupyterLab's own frame (menus, side bars) put out of sight around a page that is opened by itself.

/** Only in single-document mode, as our links open pages: the address /lab shows everything as usual. */
export async function quietFrame({ restored, shell }) {
  await restored;
  if (shell.mode !== "single-document") return;
  if (shell.isTopInSimpleModeVisible()) shell.toggleTopInSimpleModeVisibility();
  for (const menu of shell.widgets("menu")) menu.parent?.hide();
  for (const side of ["left", "right"]) if (shell.isSideTabBarVisible(side)) shell.toggleSideTabBarVisibility(side);
  shell.collapseLeft();
  shell.collapseRight();
}
