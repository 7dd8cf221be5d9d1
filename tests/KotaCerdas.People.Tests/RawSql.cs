using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Tests;

internal static class RawSql
{
    /// <summary>Runs a statement as the application would.</summary>
    public static Task RawAsync(this TestDatabase database, string sql) => database.WithAsync<KotaDb>(async db =>
    {
        db.Declare(RegionScope.National("test"));
#pragma warning disable EF1002 // constant statements of tests
        await db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002
    });
}
