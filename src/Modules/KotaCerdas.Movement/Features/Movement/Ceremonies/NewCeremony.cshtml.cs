using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>Plans a ceremony: date, place, and the agreements that are signed in it.</summary>
[Needs(CeremonyPermissions.ManageCode)]
internal sealed class NewCeremonyModel(PlanCeremony plan, Texts texts) : ProductPage
{
    private const string Online = "daring";

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public DateFields HeldOn { get; set; } = new();

    [BindProperty]
    public string? Held { get; set; } = Online;

    [BindProperty]
    public string? Place { get; set; }

    /// <summary>Chosen agreements: <c>16.72/018f…</c>.</summary>
    [BindProperty]
    public List<string> Seats { get; set; } = [];

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<Choice> Ways =>
        [new("tempat", texts["Movement.Agreement.HeldAtPlace"]), new(Online, texts["Movement.Agreement.HeldOnline"])];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Seats = [.. Choices.Select(c => c.Value)];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var on = HeldOn.Read(nameof(HeldOn));
        if (on.Failed)
        {
            return this.Invalid(on.Problems);
        }

        var input = new CeremonyInput(Title ?? string.Empty, on.Value, Place ?? string.Empty, Held == Online, [.. Seats.Select(Seat)]);
        var planned = await plan.RunAsync(input, cancel);
        return planned.Failed ? this.Invalid(planned.Problems) : this.SeeOther(CeremonyPaths.Room(planned.Value));
    }

    /// <summary>What was changed by hand names no agreement; the plan refuses it.</summary>
    private static SeatInput Seat(string value) =>
        value.Split('/') is [var region, var id] && RegionCode.TryParse(region, out var code) && Guid.TryParse(id, out var agreement)
            ? new SeatInput(code, agreement)
            : new SeatInput(RegionCode.National, Guid.Empty);

    private async Task LoadAsync(CancellationToken cancel) => Choices =
    [
        .. (await plan.CandidatesAsync(cancel)).Select(c => new Choice($"{c.Region}/{c.Id}", c.RegionName) { Hint = c.Title }),
    ];
}
