using KotaCerdas.Commands;
using KotaCerdas.Web;

NativeHeap.Bound();
return await CommandLine.RunAsync(args);
