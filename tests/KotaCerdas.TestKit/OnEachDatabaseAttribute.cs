using System.Reflection;
using KotaCerdas.Platform;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace KotaCerdas.TestKit;

/// <summary>
/// Runs a theory with one <see cref="DatabaseEngine"/> argument on SQLite and on PostgreSQL. A missing PostgreSQL is a skip that ./test
/// refuses.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var postgres = new TheoryDataRow<DatabaseEngine>(DatabaseEngine.Postgres);
        if (!PostgresServer.IsThere)
        {
            postgres.Skip = "KOTACERDAS_TEST_PG is not set: run ./test";
        }

        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [new TheoryDataRow<DatabaseEngine>(DatabaseEngine.Sqlite), postgres]);
    }

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
