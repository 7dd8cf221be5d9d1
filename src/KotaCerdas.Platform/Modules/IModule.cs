using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>
/// What a module tells the host: everything that others may list, check or document. The host names its modules in one explicit list.
/// </summary>
public interface IModule
{
    /// <summary>Project name without the prefix; the first segment of its text keys and, in lower case, the prefix of its tables.</summary>
    string Name { get; }

    /// <summary>What a role can be allowed to do.</summary>
    IReadOnlyList<Permission> Permissions => [];

    /// <summary>Entries of the officer navigation.</summary>
    IReadOnlyList<NavigationEntry> Navigation => [];

    /// <summary>Tables whose rows are facts: never updated or deleted, which the database enforces.</summary>
    IReadOnlyList<string> AppendOnlyTables => [];

    /// <summary>Kinds of background operation.</summary>
    IReadOnlyList<OperationKind> Operations => [];

    /// <summary>Operations that start by themselves.</summary>
    IReadOnlyList<Schedule> Schedules => [];

    /// <summary>Events of other modules that it acts on.</summary>
    IReadOnlyList<EventSubscription> Subscriptions => [];

    /// <summary>How its generated rows are found and removed.</summary>
    DemoTrace Demo => DemoTrace.None;

    /// <summary>Named numbers it publishes; their rows come from the <see cref="IMeasureSource"/>s it registers.</summary>
    IReadOnlyList<Measure> Measures => [];

    /// <summary>Kinds of fact that it promises to the transparency log; each has an <see cref="ILogFacts"/>.</summary>
    IReadOnlyList<LogKind> LogKinds => [];

    /// <summary>Registers the module's operations and queries.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Adds the module's entities to the one model.</summary>
    void Map(ModelBuilder model);

    /// <summary>Adds middleware, after authentication has run.</summary>
    void Use(IApplicationBuilder app)
    {
    }

    /// <summary>Maps endpoints under <c>/api/v1</c>.</summary>
    void MapApi(IEndpointRouteBuilder api)
    {
    }
}
