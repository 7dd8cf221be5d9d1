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
    internal static readonly IReadOnlyList<string> Facts =
    [
        "ledger_journal", "ledger_entry", "ledger_account_sum", "ledger_period_change", "ledger_day",
    ];

    /// <summary>Closes the days that are over; scheduled every night.</summary>
    public static OperationKind<CloseDaysInput> DayClosings { get; } =
        OperationKind.For<CloseDays, CloseDaysInput>("ledger.close-days", "Ledger.Days.Closing", PlatformModule.ManageOperations);

    /// <inheritdoc />
    public string Name => "Ledger";

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => [Periods.Close, Periods.Reopen];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables => Facts;

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations => [DayClosings];

    /// <inheritdoc />
    public IReadOnlyList<Schedule> Schedules =>
    [
        // Half past midnight in the west, when the day is over in all three zones.
        Schedule.Daily("ledger.close-days", new TimeOnly(0, 30), RegionZone.WIB, DayClosings, new CloseDaysInput()),
    ];

    /// <inheritdoc />
    public DemoTrace Demo => LedgerDemo.Trace;

    /// <inheritdoc />
    public IReadOnlyList<LogKind> LogKinds => [DayFacts.Day];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(LedgerModule).Assembly));
        services.AddSettings<LedgerOptions>(configuration.GetSection("Ledger"));
        services.AddSingleton(ShippedChart.Load);
        services.AddScoped<IPreparationStep, ChartCheck>();
        services.AddScoped<LedgerGate>();
        services.AddScoped<DayClosing>();
        services.AddScoped<DayFacts>();
        services.AddScoped<ILogFacts>(sp => sp.GetRequiredService<DayFacts>());
        services.AddScoped(sp => new GeneralLedger(
            sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<ChartOfAccounts>(), sp.GetRequiredService<LedgerGate>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddScoped(sp => new Periods(
            sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<LedgerGate>(), sp.GetRequiredService<Trail>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddScoped(sp => new TrialBalances(sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<ChartOfAccounts>()));
        services.AddScoped(sp => new AccountSheets(sp.GetRequiredService<KotaDb>()));
        services.AddScoped(sp => new JournalReader(sp.GetRequiredService<KotaDb>()));
        services.AddScoped(sp => new DaySums(sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<LedgerGate>()));
        services.AddScoped(sp => new LedgerCheck(
            sp.GetRequiredService<KotaDb>(), sp.GetServices<ILedgerAudit>(), sp.GetServices<IModule>()));
        services.AddSingleton(sp => new LedgerComparison(sp.GetRequiredService<IServiceScopeFactory>()));
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        JournalRecord.Map(model);
        EntryRecord.Map(model);
        AccountSumRecord.Map(model);
        GateRecord.Map(model);
        PeriodChange.Map(model);
        DayRecord.Map(model);
        DaySumRecord.Map(model);
    }
}
