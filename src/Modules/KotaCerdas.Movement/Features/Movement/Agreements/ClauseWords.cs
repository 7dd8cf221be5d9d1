using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>How far the parties are with a clause: whose wording it is, and who agreed to it.</summary>
internal sealed class ClauseWords(AgreementFile file, string sha256, Texts texts)
{
    /// <summary>Only a wording that one party proposed and the other accepted is agreed before the whole text is.</summary>
    public IHtmlContent StateOf(ClauseView clause) => clause switch
    {
        { Open: true } => Tag.Render(texts["Movement.Agreement.ClauseWaits"], Tone.Warning),
        { InForce: null } => Tag.Render(texts["Movement.ClauseState.Refused"]),
        { InForce.Party: 0 } when !IsFrozen => Tag.Render(texts["Movement.Agreement.FromTemplate"]),
        _ => Tag.Render(texts["Movement.Agreement.ClauseAgreed"], Tone.Positive),
    };

    public string Sentence(ClauseView clause) => clause switch
    {
        { Proposed: { } waits } => texts["Movement.Agreement.ClauseProposedBy", waits.ByName, NameOf(waits.Party),
            Join(file.Parties.Where(p => p.Number != waits.Party))],
        { InForce: null } => texts["Movement.Agreement.ClauseRefusedBy", clause.Shown.ByName, clause.Shown.AnsweredByName],
        { InForce: { Party: > 0 } agreed } => texts["Movement.Agreement.ClauseAgreedBy", agreed.ByName, agreed.AnsweredByName],
        _ => OfTemplate(),
    };

    private bool IsFrozen => file.Agreement.FrozenSha256.Length > 0;

    /// <summary>Nobody answers the wording of the template clause by clause: the parties agree to it with the whole text.</summary>
    private string OfTemplate()
    {
        var agreed = file.Parties.Where(p => p.ConfirmedSha256 == sha256 && p.ConfirmedSha256.Length > 0).ToList();
        return IsFrozen ? texts["Movement.Agreement.TemplateAgreed"]
            : file.Agreement.State == AgreementState.Draft ? texts["Movement.Agreement.TemplateDraft"]
            : agreed.Count == 0 ? texts["Movement.Agreement.TemplateNobody"]
            : texts["Movement.Agreement.TemplateSome", Join(agreed), Join(file.Parties.Except(agreed))];
    }

    private string NameOf(int party) => file.Party(party).Name;

    private static string Join(IEnumerable<AgreementParty> parties) => string.Join(", ", parties.Select(p => p.Name));
}
