using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>In which language a person reads pages and mails, and whether mails come at all.</summary>
[Needs]
internal sealed class PreferencesModel(KotaDb db, Actor actor, Texts texts) : ProductPage
{
    private const string Wanted = "ya";
    private const string NotWanted = "tidak";

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    public bool Saved { get; private set; }

    public IReadOnlyList<Choice> Languages =>
        [new("id", texts["Ui.Language.Indonesian"]), new("en", texts["Ui.Language.English"])];

    public IReadOnlyList<Choice> Mails =>
        [new(Wanted, texts["People.Preferences.MailWanted"]), new(NotWanted, texts["People.Preferences.MailNotWanted"])];

    public async Task OnGetAsync(string? tersimpan, CancellationToken cancel)
    {
        var account = await FindAsync(cancel);
        Saved = tersimpan is not null;
        Language = account.Language ?? (Platform.Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture) ? "en" : "id");
        Mail = account.WantsMail ? Wanted : NotWanted;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Language is not ("id" or "en"))
        {
            return this.Invalid(new Problem("People.Preferences.ChooseLanguage", nameof(Language)));
        }

        if (Mail is not (Wanted or NotWanted))
        {
            return this.Invalid(new Problem("People.Preferences.ChooseMail", nameof(Mail)));
        }

        await using (var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.National), cancel))
        {
            var account = await FindAsync(cancel);
            (account.Language, account.WantsMail) = (Language, Mail == Wanted);
            await write.CommitAsync(cancel);
        }

        PagePreferences.Remember(HttpContext, Language);
        return this.SeeOther("/akun/pilihan?tersimpan=1");
    }

    private Task<Account> FindAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        return db.Shared<Account>().SingleAsync(a => a.Id == user, cancel);
    }
}
