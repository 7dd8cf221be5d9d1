using KotaCerdas.Benchmarks;

// dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- assignment ranking lists pdf start memory sign letters log
var asked = args.Length == 0 ? Benchmark.All.Keys.ToArray() : args;
foreach (var name in asked)
{
    if (!Benchmark.All.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"Unknown: {name}. Known: {string.Join(", ", Benchmark.All.Keys)}");
        return 2;
    }

    await Console.Out.WriteLineAsync($"# {name}: dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- {name}");
    await run();
}

return 0;
