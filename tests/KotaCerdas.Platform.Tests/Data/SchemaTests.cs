using System.Data.Common;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Caching.Memory;

namespace KotaCerdas.Platform.Tests.Data;

/// <summary>
/// The schema that the SQL files make is the one the model expects, on both engines, and every tenant key starts with the region.
/// </summary>
public sealed class SchemaTests
{
    [Theory, OnEachDatabase]
    public async Task The_files_and_the_model_agree(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (expected, found) = await database.WithAsync<KotaDb, (SortedSet<string>, SortedSet<string>)>(
            async db => (Model(db), await CatalogueAsync(db)));

        Assert.Equal([], expected.Except(found).Select(f => "only in the model: " + f)
            .Concat(found.Except(expected).Select(f => "only in the files: " + f)));
    }

    [Theory, OnEachDatabase]
    public async Task A_planted_difference_is_seen(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var owner = await database.OpenOwnerAsync();
        await ExecuteAsync(owner, "alter table platform_outbox add column planted integer");
        await ExecuteAsync(owner, "drop index platform_region_slug");
        var (expected, found) = await database.WithAsync<KotaDb, (SortedSet<string>, SortedSet<string>)>(
            async db => (Model(db), await CatalogueAsync(db)));
        await ExecuteAsync(owner, "create unique index platform_region_slug on platform_region (slug)");
        await ExecuteAsync(owner, "alter table platform_outbox drop column planted");

        Assert.Equal(["platform_outbox column planted null"], found.Except(expected));
        Assert.Equal(["platform_region unique platform_region_slug (slug)"], expected.Except(found));
    }

    [Theory, OnEachDatabase]
    public async Task The_region_leads_every_key_and_index_of_a_tenant_table(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var facts = await database.WithAsync<KotaDb, SortedSet<string>>(CatalogueAsync);
        var tenants = facts.Where(f => f.Contains(" column region_code ", StringComparison.Ordinal)).Select(TableOf)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("platform_outbox", tenants);
        Assert.Equal([], Misled(facts, tenants));
        Assert.NotEmpty(Misled(["platform_outbox index planted (id, region_code)"], tenants));
    }

    [Theory, OnEachDatabase]
    public async Task The_draft_of_the_model_is_let_go_and_made_anew_for_who_asks(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync<KotaDb, bool>(db =>
        {
            var draft = db.GetService<IModelCacheKeyFactory>().Create(db, designTime: true);
            Assert.NotSame(db.Model, db.GetService<IDesignTimeModel>().Model);
            db.ForgetDraft();
            Assert.False(db.GetService<IMemoryCache>().TryGetValue(draft, out _));
            Assert.NotEmpty(db.GetService<IDesignTimeModel>().Model.GetEntityTypes());
            return Task.FromResult(true);
        });
    }

    private static IEnumerable<string> Misled(IEnumerable<string> facts, HashSet<string> tenants) =>
        from fact in facts
        where tenants.Contains(TableOf(fact)) && !fact.Contains(" column ", StringComparison.Ordinal)
            && !fact.Contains("(region_code", StringComparison.Ordinal)
        select fact;

    private static string TableOf(string fact) => fact[..fact.IndexOf(' ', StringComparison.Ordinal)];

    private static SortedSet<string> Model(KotaDb db)
    {
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entity in db.Model.GetEntityTypes())
        {
            var table = entity.GetTableName();
            if (table is null)
            {
                continue;
            }

            foreach (var property in entity.GetProperties())
            {
                facts.Add($"{table} column {property.GetColumnName()} {(property.IsColumnNullable() ? "null" : "not null")}");
            }

            facts.Add($"{table} key ({Columns(entity.FindPrimaryKey()!.Properties)})");
            foreach (var index in entity.GetIndexes())
            {
                facts.Add($"{table} {(index.IsUnique ? "unique" : "index")} {index.GetDatabaseName()} ({Columns(index.Properties)})");
            }
        }

        return facts;
    }

    private static string Columns(IEnumerable<IReadOnlyProperty> properties) => string
        .Join(", ", properties.Select(p => p.GetColumnName()));

    private static async Task<SortedSet<string>> CatalogueAsync(KotaDb db)
    {
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var sql in db.Engine == DatabaseEngine.Postgres ? Postgres : Sqlite)
        {
            foreach (var fact in await db.Database.SqlQueryRaw<string>(sql).ToListAsync())
            {
                facts.Add(fact);
            }
        }

        // The migrator's own table is outside the model.
        facts.RemoveWhere(f => TableOf(f) == "platform_migration");
        return facts;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static readonly string[] Sqlite =
    [
        """
        select m.name || ' column ' || c.name || case when c."notnull" = 0 then ' null' else ' not null' end as "Value"
        from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'
        """,
        """
        select m.name || ' key ('
          || (select group_concat(c.name, ', ') from (select name from pragma_table_info(m.name) where pk > 0 order by pk) c)
          || ')' as "Value"
        from sqlite_master m where m.type = 'table' and m.name not like 'sqlite_%'
        """,
        """
        select m.name || case when i."unique" = 1 then ' unique ' else ' index ' end || i.name || ' ('
          || (select group_concat(x.name, ', ') from (select name from pragma_index_info(i.name) order by seqno) x) || ')' as "Value"
        from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table' and i.origin = 'c'
        """,
    ];

    private static readonly string[] Postgres =
    [
        """
        select table_name || ' column ' || column_name || case when is_nullable = 'YES' then ' null' else ' not null' end as "Value"
        from information_schema.columns where table_schema = 'public'
        """,
        """
        select t.relname
          || case when i.indisprimary then ' key' when i.indisunique then ' unique ' || x.relname else ' index ' || x.relname end
          || ' ('
          || (select string_agg(a.attname, ', ' order by k.place) from unnest(i.indkey::int[]) with ordinality k(number, place)
              join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number) || ')' as "Value"
        from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        where t.relnamespace = 'public'::regnamespace
        """,
    ];
}
