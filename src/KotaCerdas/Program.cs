using KotaCerdas.Commands;

return await CommandLine.RunAsync(args);
