using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui;

/// <summary>A link of the frame around a page.</summary>
/// <param name="Text">What is read.</param>
/// <param name="Href">Where it leads; also decides which link is current.</param>
/// <param name="Icon">Icon in the officer navigation.</param>
/// <param name="Count">How many things wait behind it, or null.</param>
public sealed record FrameLink(string Text, string Href, IconName? Icon = null, int? Count = null);

/// <summary>Links of the officer navigation under one heading.</summary>
/// <param name="Heading">Name of the group, or null for the first.</param>
/// <param name="Links">The links.</param>
public sealed record FrameGroup(string? Heading, IReadOnlyList<FrameLink> Links);

/// <summary>The person signed in.</summary>
/// <param name="Name">How the person is called.</param>
/// <param name="Office">In which role and region.</param>
/// <param name="AccountHref">Page of the account.</param>
/// <param name="SignOutAction">Where the sign-out form posts, with the antiforgery token.</param>
public sealed record FrameUser(string Name, string Office, string AccountHref, string SignOutAction)
{
    /// <summary>Tells this account from others on the same device.</summary>
    public string? Key { get; init; }

    /// <summary>Page of the notifications, or null where there is none.</summary>
    public string? NotificationsHref { get; init; }

    /// <summary>Notifications not read yet.</summary>
    public int Unread { get; init; }
}

/// <summary>Background work that was started on the page and goes on.</summary>
/// <param name="Text">What runs and how far.</param>
/// <param name="Follow">Text of the link.</param>
/// <param name="Href">Page of its progress.</param>
public sealed record FrameWork(string Text, string Follow, string Href);

/// <summary>What stands around every page. The host builds one per request; the page kit knows no domain.</summary>
public sealed record PageFrame
{
    /// <summary>Name of the product.</summary>
    public string Product { get; init; } = "KotaCerdas";

    /// <summary>Who runs this installation: a region or the ministry; null where not set.</summary>
    public string? Owner { get; init; }

    /// <summary>Navigation of public pages.</summary>
    public IReadOnlyList<FrameLink> PublicLinks { get; init; } = [];

    /// <summary>Navigation of officers' pages, already filtered by permission.</summary>
    public IReadOnlyList<FrameGroup> OfficerGroups { get; init; } = [];

    /// <summary>Links at the foot.</summary>
    public IReadOnlyList<FrameLink> FootLinks { get; init; } = [];

    /// <summary>The person signed in, or null.</summary>
    public FrameUser? User { get; init; }

    /// <summary>Page to sign in, or null where that makes no sense.</summary>
    public string? SignInHref { get; init; }

    /// <summary>Where signed-in people begin their work, or null.</summary>
    public string? OfficeHref { get; init; }

    /// <summary>What the link to <see cref="OfficeHref"/> says on public pages, or null for the usual words.</summary>
    public string? OfficeText { get; init; }

    /// <summary>True where the installation holds generated demo data; shown on every page.</summary>
    public bool HasGeneratedData { get; init; }

    /// <summary>What stands in the ribbon while the generated data is being made, or null.</summary>
    public string? Generating { get; init; }

    /// <summary>Background work of this page that goes on.</summary>
    public IReadOnlyList<FrameWork> Work { get; init; } = [];
}

/// <summary>Gives the frame of the current request. The host registers one, scoped.</summary>
public interface IPageFrames
{
    /// <summary>The frame.</summary>
    ValueTask<PageFrame> GetAsync(HttpContext http);
}

/// <summary>The frame of a host that has registered none: the bare product.</summary>
internal sealed class BarePageFrames : IPageFrames
{
    public ValueTask<PageFrame> GetAsync(HttpContext http) => ValueTask.FromResult(new PageFrame());
}
