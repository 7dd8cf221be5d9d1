using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace KotaCerdas.Platform;

/// <summary>
/// The one database context. Modules contribute their maps. Tenant rows are reached with <see cref="In{T}"/>, which needs a scope, shared
/// rows with <see cref="Shared{T}"/>; <c>Set&lt;T&gt;()</c> is banned.
/// </summary>
public sealed class KotaDb : DbContext
{
    private readonly IReadOnlyList<IModule> _modules;
    private readonly WriteLane _lane;
    private readonly WorkSignal _signal;
    private readonly SortedSet<string> _scopeKeys = new(StringComparer.Ordinal);
    private WriteScope? _write;

    /// <summary>Made by the container.</summary>
    public KotaDb(DbContextOptions<KotaDb> options, IEnumerable<IModule> modules, WriteLane lane, WorkSignal signal)
        : base(options)
    {
        _modules = [.. modules];
        _lane = lane;
        _signal = signal;
        ChangeTracker.AutoDetectChangesEnabled = true;
    }

    /// <summary>The engine behind this context.</summary>
    public DatabaseEngine Engine => Database.IsNpgsql() ? DatabaseEngine.Postgres : DatabaseEngine.Sqlite;

    /// <summary>What row-level security lets this context see: the scopes it has declared so far, comma-separated.</summary>
    public string DeclaredScopes => string.Join(',', _scopeKeys);

    /// <summary>
    /// Lets go of the draft of the model, which the framework keeps beside the model itself for tools that compare schemas: some 10 MB. Who
    /// asks for it afterwards gets one made anew.
    /// </summary>
    public void ForgetDraft() => this.GetService<IMemoryCache>().Remove(
        this.GetService<IModelCacheKeyFactory>().Create(this, designTime: true));

    /// <summary>Tenant rows inside a scope.</summary>
    public IQueryable<T> In<T>(RegionScope scope)
        where T : class, ITenantRow
    {
        Declare(scope);
#pragma warning disable RS0030 // the two doors to Set are here
        IQueryable<T> rows = Set<T>();
#pragma warning restore RS0030
        if (scope.IsNational)
        {
            return rows;
        }

        var code = RegionCode.Parse(scope.Key);
        return code.IsProvince ? rows.Where(InProvince<T>(code)) : rows.Where(r => r.RegionCode == code);
    }

    /// <summary>Rows of a table that all regions share.</summary>
#pragma warning disable RS0030 // the other door
    public DbSet<T> Shared<T>()
        where T : class, ISharedRow => Set<T>();
#pragma warning restore RS0030

    /// <summary>
    /// Adds a scope to what raw SQL on this context may see on PostgreSQL. <see cref="In{T}"/> and writes call it themselves.
    /// </summary>
    public void Declare(RegionScope scope)
    {
        Check.That(!string.IsNullOrEmpty(scope.Key));
        _scopeKeys.Add(scope.Key);
    }

    /// <summary>
    /// The open connection, for plain SQL inside the open write or for reading: on PostgreSQL it is told the scope. It stays open until the
    /// context is disposed.
    /// </summary>
    public async Task<DbConnection> SqlAsync(RegionScope scope, CancellationToken cancel)
    {
        Declare(scope);
        await Database.OpenConnectionAsync(cancel);
        var connection = Database.GetDbConnection();
        if (Engine == DatabaseEngine.Postgres)
        {
            await KotaDbSetup.ApplyScopeAsync(connection, Database.CurrentTransaction?.GetDbTransaction(), DeclaredScopes, cancel);
        }

        return connection;
    }

    /// <summary>
    /// Opens a write: a transaction, and on SQLite the single writer lane. Read and compute before; no file or network work inside.
    /// Leaving without <see cref="WriteScope.CommitAsync"/> rolls back.
    /// </summary>
    /// <param name="scope">The one region written, or a declared national scope for shared tables.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<WriteScope> BeginWriteAsync(RegionScope scope, CancellationToken cancel)
    {
        Check.That(_write is null);
        Declare(scope);
        var release = Engine == DatabaseEngine.Sqlite ? await _lane.EnterAsync(cancel) : null;
        IDbContextTransaction? transaction = null;
        try
        {
            transaction = await Database.BeginTransactionAsync(cancel);
            await ClaimAsync(cancel);
            return _write = new WriteScope(this, transaction, release, scope);
        }
        catch
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            release?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a read whose queries all see the database as it was at the first of them, however long it takes and whoever writes meanwhile.
    /// </summary>
    public async Task<IAsyncDisposable> BeginReadAsync(CancellationToken cancel)
    {
        Check.That(_write is null);
        // The name that SQLite's provider has for a deferred transaction: it reads one state and keeps no writer waiting.
        var level = Engine == DatabaseEngine.Sqlite ? IsolationLevel.ReadUncommitted : IsolationLevel.RepeatableRead;
        return await Database.BeginTransactionAsync(level, cancel);
    }

    /// <summary>The form that this request writes for, once it is known; see <see cref="SentForms"/>.</summary>
    internal SentForm? Sent { get; set; }

    /// <summary>True once a write of this request has made the form's row durable.</summary>
    internal bool SentWritten { get; private set; }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CheckScope();
        if (_write is not null || Engine == DatabaseEngine.Postgres || Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var release = await _lane.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new BugException("Save asynchronously");

    internal void EndWrite() => _write = null;

    internal void Committed() => SentWritten = Sent is not null;

    internal void Wake() => _signal.Raise();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var module in _modules)
        {
            module.Map(modelBuilder);
        }

        ModelConventions.Apply(modelBuilder);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        ModelConventions.Configure(configurationBuilder, _modules);

    private static Expression<Func<T, bool>> InProvince<T>(RegionCode province)
        where T : class, ITenantRow
    {
        var prefix = province.Value + ".";
        return r => r.RegionCode == province || ((string)(object)r.RegionCode).StartsWith(prefix);
    }

    /// <summary>Puts the form's row into a write, the first time; where it is there or on its way, this request must not write.</summary>
    private async Task ClaimAsync(CancellationToken cancel)
    {
        if (Sent is not { } form || SentWritten)
        {
            return;
        }

        var claimed = await Database.ExecuteSqlAsync(
            $"""
            insert into platform_sent_form (account_id, id, content, sent_at)
            values ({form.Account.Value}, {form.Id}, {form.Content}, {form.SentAt}) on conflict do nothing
            """,
            cancel);
        if (claimed == 0)
        {
            throw new SentBeforeException();
        }
    }

    private void CheckScope()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantRow>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            var code = entry.Entity.RegionCode;
            Check.That(_write is not null);
            Check.That(_write.Scope.Includes(code));
            _write.LeavesWork |= entry.Entity is OutboxRow or OperationRow or LogQueueRow;
        }
    }
}

/// <summary>An open write on <see cref="KotaDb"/>.</summary>
public sealed class WriteScope : IAsyncDisposable
{
    // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY; other broken constraints are bugs, as on PostgreSQL.
    private const int UniqueTaken = 2067;
    private const int KeyTaken = 1555;

    private readonly KotaDb _db;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable? _release;
    private bool _ended;

    internal WriteScope(KotaDb db, IDbContextTransaction transaction, IDisposable? release, RegionScope scope)
    {
        _db = db;
        _transaction = transaction;
        _release = release;
        Scope = scope;
    }

    /// <summary>What may be written.</summary>
    public RegionScope Scope { get; }

    /// <summary>True where a background worker has something to do after the commit.</summary>
    internal bool LeavesWork { get; set; }

    /// <summary>Saves what is tracked and makes everything durable, or nothing.</summary>
    public async Task CommitAsync(CancellationToken cancel)
    {
        await _db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
        _db.Committed();
        if (LeavesWork)
        {
            _db.Wake();
        }
    }

    /// <summary>Commits, or tells that someone else was faster: turns the losing side of a race into what a person can act on.</summary>
    /// <param name="raced">What to say where a row changed meanwhile or a unique key is taken.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Problem?> TryCommitAsync(Problem raced, CancellationToken cancel)
    {
        try
        {
            await CommitAsync(cancel);
            return null;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || IsTaken(e.InnerException))
        {
            return raced;
        }
    }

    private static bool IsTaken(Exception? error) => error switch
    {
        Npgsql.PostgresException postgres => postgres.SqlState == Npgsql.PostgresErrorCodes.UniqueViolation,
        Microsoft.Data.Sqlite.SqliteException sqlite => sqlite.SqliteExtendedErrorCode is UniqueTaken or KeyTaken,
        _ => false,
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _db.EndWrite();
            _release?.Dispose();
        }
    }
}

/// <summary>SQLite has one writer; this is the queue for it inside the process.</summary>
public sealed class WriteLane : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    internal async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        return new Release(_one);
    }

    private sealed class Release(SemaphoreSlim one) : IDisposable
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) == 0)
            {
                one.Release();
            }
        }
    }
}
