using System.Globalization;
using KotaCerdas.Benchmarks;

// dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- NAME…
// assignment ranking lists pdf start memory sign letters log proof sismiop ledger pbb assess decree billcheck sppt dhkp
var asked = args.Length == 0 ? Benchmark.All.Keys.ToArray() : args;
foreach (var word in asked)
{
    var name = word.Split('=')[0];
    Benchmark.Size = word.Length > name.Length ? int.Parse(word[(name.Length + 1)..], CultureInfo.InvariantCulture) : null;
    if (!Benchmark.All.TryGetValue(name, out var run))
    {
        await Console.Error.WriteLineAsync($"Unknown: {name}. Known: {string.Join(", ", Benchmark.All.Keys)}");
        return 2;
    }

    await Console.Out.WriteLineAsync($"# {name}: dotnet run -c Release --project bench/KotaCerdas.Benchmarks -- {word}");
    var machine = new Machine();
    await run();
    await Console.Out.WriteLineAsync($"# {machine.Others()}, a database server among it");
}

return 0;
