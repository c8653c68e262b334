"""From a pristine notebook to HTML that readers may have: nothing that is not listed gets through."""
