using KotaCerdas.Platform;

namespace KotaCerdas.People.Features.Directory;

/// <summary>The operations that verbs and the demo use.</summary>
internal sealed class PeopleSetup(CreateAccount create, GrantHolding grant) : IPeopleSetup
{
    public Task<Outcome<UserId>> CreateAccountAsync(Actor actor, NewAccount account, CancellationToken cancel) =>
        create.RunAsync(actor, account, cancel);

    public Task<Outcome<Guid>> GrantAsync(Actor actor, NewHolding holding, CancellationToken cancel) =>
        grant.RunAsync(actor, holding, cancel);
}
