using KotaCerdas.Benchmarks;

// dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- assignment ranking lists pdf start memory sign letters ceremony log proof
var asked = args.Length == 0 ? Benchmark.All.Keys.ToArray() : args;
foreach (var name in asked)
{
    if (!Benchmark.All.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"Unknown: {name}. Known: {string.Join(", ", Benchmark.All.Keys)}");
        return 2;
    }

    await Console.Out.WriteLineAsync($"# {name}: dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- {name}");
    var machine = new Machine();
    await run();
    await Console.Out.WriteLineAsync($"# {machine.Others()}, a database server among it");
}

return 0;
