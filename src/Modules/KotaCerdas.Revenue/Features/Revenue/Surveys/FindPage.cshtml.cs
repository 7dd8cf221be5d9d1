using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>An object that was found in the field: what was found, what it may be the same as, and what became of it.</summary>
[Needs(RegisterPermissions.ReadCode)]
[OpensFiles]
internal sealed class FindPageModel(RegisterDesk desk, FindDesk finds, FindLikeness likeness, SettleFind settle, FileStore files)
    : FindDeskPage(desk, finds)
{
    private readonly Texts _texts = finds.Texts;
    private readonly RegisterDesk _desk = desk;

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What it may be the same as, while it waits.</summary>
    public IReadOnlyList<Likeness> Alike { get; private set; } = [];

    public string Back => _desk.Actor.May(SurveyPermissions.Decide, Code) ? SurveyPaths.Finds(Code) : SurveyPaths.Tasks(Code);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: false, cancel) is { } closed)
        {
            return closed;
        }

        Alike = Row.Waits ? await likeness.OfAsync(Row, Today, cancel) : [];
        return Page();
    }

    public async Task<IActionResult> OnGetPhotoAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: false, cancel) is { } closed)
        {
            return closed;
        }

        var photo = Row.Find.PhotoId is { } file ? await files.FindAsync(Code, file, cancel) : null;
        return photo is null ? NotFound() : File(files.Open(photo), photo.MediaType);
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, toDecide: true, cancel) is { } closed)
        {
            return closed;
        }

        var refused = await settle.RefuseAsync(Code, id, Reason ?? string.Empty, cancel);
        if (!refused.Failed)
        {
            return this.SeeOther(Own);
        }

        Alike = await likeness.OfAsync(Row, Today, cancel);
        return this.Invalid([.. refused.Problems.Select(p => p.Field == "reason" ? p.On(nameof(Reason)) : p)]);
    }

    /// <summary>One that may be the same.</summary>
    public IReadOnlyList<Cell> RowOf(Likeness like)
    {
        var why = string.Join(", ", new[]
        {
            like.Metres is { } metres ? _texts["Revenue.Find.Metres", metres] : null,
            like.SameOwner ? _texts["Revenue.Find.SameOwner"] : null,
        }.OfType<string>());
        return
        [
            like.Nop is { } nop ? Cell.Link(nop.ToString(), RegisterPaths.Of(Code, nop))
                : Cell.Link(_texts["Revenue.Find.Other"], SurveyPaths.Find(Code, like.Find!.Value)),
            like.Address, ObjectWords.Area(like.Area, _texts), why,
            .. MayDecide ? (Cell[])[LinkTo(like)] : [],
        ];
    }

    private Cell LinkTo(Likeness like) =>
        like.Nop is { } nop ? Cell.Link(_texts["Revenue.Find.LinkTo"], $"{Own}/kaitkan?nop={nop.Value:D18}") : "–";
}
