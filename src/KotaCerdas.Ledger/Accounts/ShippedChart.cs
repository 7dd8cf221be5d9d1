using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Ledger;

/// <summary>The chart that the product starts with. A flaw in its files stops the start and is named.</summary>
internal static class ShippedChart
{
    public static ChartOfAccounts Load(IServiceProvider services)
    {
        var more = services.GetRequiredService<IOptions<LedgerOptions>>().Value.Accounts;
        var chart = ChartOfAccounts.Load(ShippedData.PathOf("accounts"), more);
        var texts = services.GetRequiredService<Texts>();
        return chart.Failed
            ? throw new InvalidOperationException(string.Join(Environment.NewLine, chart.Problems.Select(texts.Of)))
            : chart.Value;
    }
}

/// <summary>Reads the chart when the database is prepared, so that a flaw in it stops the start and not a posting.</summary>
internal sealed class ChartCheck(ChartOfAccounts chart) : IPreparationStep
{
    public Task RunAsync(CancellationToken cancel)
    {
        Check.That(chart.All.Count > 0);
        return Task.CompletedTask;
    }
}
