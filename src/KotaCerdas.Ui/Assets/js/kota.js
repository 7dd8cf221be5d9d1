// page enhancement
