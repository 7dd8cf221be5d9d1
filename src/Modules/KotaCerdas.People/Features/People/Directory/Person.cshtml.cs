using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>One person: what an administrator of a region may know and change. Opening it leaves a line that the person sees.</summary>
[Needs("people.account.view")]
internal sealed class PersonModel(PersonReader reader, EndHolding end, CloseAccount close, IAccessTrace traces, Texts texts, Actor actor)
    : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Person Person { get; private set; } = null!;

    public bool MayGrant => actor.MayAnywhere(PeopleModule.GrantHoldings);

    public bool MayClose => actor.User != Person.Account.Id && Person.Account.Regions.All(r => actor.May(PeopleModule.CloseAccounts, r));

    public bool MayEnd(Holding holding) => actor.May(PeopleModule.GrantHoldings, holding.RegionCode);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        await traces.RecordAsync([new Opened(Person.Account.Id, "People.Access.Profile", "", "People.Access.Administration")], cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(string holding, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || holding.Split('~') is not [var region, var idText]
            || !RegionCode.TryParse(region, out var code) || !Guid.TryParse(idText, out var id))
        {
            return NotFound();
        }

        return Answer(await end.RunAsync(actor, code, id, Reason, cancel), $"/orang/{Id}");
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Answer(await close.RunAsync(actor, new UserId(Id), cancel), "/orang") : NotFound();

    public string TitleOf(HeldRole held) => held.Title(texts);

    private IActionResult Answer(Outcome<Nothing> done, string next) => done.Failed ? this.Invalid(done.Problems) : this.SeeOther(next);

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Person = (await reader.FindAsync(actor, new UserId(Id), cancel))!;
        return Person is not null;
    }
}

/// <summary>A person as a reader may see one: only roles in regions of the reader.</summary>
internal sealed record Person(Account Account, IReadOnlyList<HeldRole> Held);

/// <summary>Reads a person for an administrator; null where the person has nothing to do with the reader's regions.</summary>
internal sealed class PersonReader(KotaDb db, RoleCatalogue roles, Texts texts)
{
    public async Task<Person?> FindAsync(Actor actor, UserId user, CancellationToken cancel)
    {
        var account = await db.Shared<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == user && a.ClosedAt == null, cancel);
        var regions = account?.Regions.Where(r => actor.May(PeopleModule.ViewAccounts, r)).ToList() ?? [];
        if (account is null || (regions.Count == 0 && !actor.May(PeopleModule.ViewAccounts, RegionCode.National)))
        {
            return null;
        }

        var holdings = new List<Holding>();
        foreach (var region in regions)
        {
            holdings.AddRange(await db.In<Holding>(RegionScope.Of(region)).AsNoTracking()
                .Where(h => h.RegionCode == region && h.UserId == user).ToListAsync(cancel));
        }

        return new Person(account, HeldRole.From(holdings, roles, await RegionNames.OfAsync(db, texts, regions, cancel)));
    }
}
