using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger;

/// <summary>Section <c>Ledger</c> of the configuration.</summary>
public sealed record LedgerOptions
{
    /// <summary>
    /// CSV file with accounts of the operator's own, in the form of <c>data/accounts/accounts.csv</c>, on top of the shipped chart. Empty:
    /// none.
    /// </summary>
    public string Accounts { get; init; } = string.Empty;
}

/// <summary>The double-entry ledger: three books per region, entries that are never changed, balances that are sums.</summary>
public sealed class LedgerModule : IModule
{
    /// <inheritdoc />
    public string Name => "Ledger";

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables => ["ledger_journal", "ledger_entry", "ledger_period_change", "ledger_day"];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(LedgerModule).Assembly));
        services.AddSettings<LedgerOptions>(configuration.GetSection("Ledger"));
        services.AddSingleton(sp => ShippedChart.Load(sp));
        services.AddScoped<IPreparationStep, ChartCheck>();
        services.AddScoped<LedgerGate>();
        services.AddScoped(sp => new GeneralLedger(
            sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<ChartOfAccounts>(), sp.GetRequiredService<LedgerGate>(),
            sp.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        JournalRecord.Map(model);
        EntryRecord.Map(model);
        GateRecord.Map(model);
        PeriodChange.Map(model);
        DayRecord.Map(model);
        DaySumRecord.Map(model);
    }
}
