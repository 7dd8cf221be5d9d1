using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Every call with its public facts.</summary>
internal sealed class CallsModel(CallRows rows, Actor actor) : ProductPage
{
    private IReadOnlyDictionary<CallId, CallCounts> _counts = new Dictionary<CallId, CallCounts>();

    public IReadOnlyList<Call> Calls { get; private set; } = [];

    public bool SignedIn => actor.SignedIn;

    public bool MayManage => actor.May(CallPermissions.Manage, RegionCode.National);

    public CallCounts CountsOf(Call call) => _counts.GetValueOrDefault(call.Id, CallCounts.None);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Calls = await rows.AllAsync(MayManage, cancel);
        _counts = await rows.CountsAsync(cancel);
    }
}
