using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Registry;

/// <summary>A fact of an entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it says.</param>
/// <param name="InList">What stands of it where an entry is one line; null where nothing does.</param>
public sealed record EntryFact(string Name, string Value, string? InList);

/// <summary>Entries in words.</summary>
public static class EntryText
{
    /// <summary>What an entry is, in a line.</summary>
    public static string InALine(Entry entry) => string.Join(", ", ((string?[])[entry.Title, .. Facts(entry).Select(f => f.InList)]).OfType<string>());

    /// <summary>The facts of an entry by their names.</summary>
    public static IEnumerable<EntryFact> Facts(Entry entry)
    {
        var whose = entry.Owner is { } owner ? new EntryFact(entry is ModelEntry ? TLater("Vendor") : TLater("Whose"), owner, owner) : null;
        return ((IEnumerable<EntryFact?>)(entry switch
        {
            OrganisationEntry organisation =>
            [
                Fact(TLater("Region"), organisation.Region),
                Fact(TLater("Users a month"), Number(organisation.Users)),
                Fact(TLater("Revenue, US dollars a year"), Number(organisation.Revenue)),
                Fact(TLater("Owned by"), organisation.Owners.Count == 0 ? null : string.Join(", ", organisation.Owners.Select(Owner))),
                Fact(TLater("Its terms where nothing else is named"), Names(organisation.DefaultTerms)),
            ],
            ProviderEntry provider =>
            [
                whose,
                Fact(TLater("Route"), provider.Route is { } route ? Kebab.Name(route) : null, true),
                Fact(TLater("Terms"), Names(provider.Terms), true),
            ],
            ModelEntry model =>
            [
                whose, Fact(TLater("Family"), model.Family), Fact(TLater("Weights"), model.Weights is { } weights ? Kebab.Name(weights)
                    : null, false, w => $"{w} weights"),
                Fact(TLater("Licence"), Names(model.Licences), true), Fact(
                    TLater("Called"), model.Matches.Count == 0 ? null : string.Join(", ", model.Matches)), Fact(TLater("Obtained"), Day(model.Obtained)),
                Fact(TLater("Kind"), model.Kinds.Count == 0 ? null : string.Join(", ", model.Kinds.Select(Kebab.Name))),
                Fact(TLater("Offered to others"), model.Offered is { } offered ? (offered ? T("yes") : T("no")) : null),
                Fact(TLater("Not known"), model.Unknowns.Count == 0 ? null : string.Join("; ", model.Unknowns)),
            ],
            DatasetEntry dataset =>
            [
                whose, Fact(
                    TLater("Origin"),
                    Kebab.Name(dataset.Origin),
                    false,
                    o => o == "unknown" ? null : o), Fact(TLater("Licence"), Names(dataset.Licences), true), Fact(TLater("Rows"), Number(dataset.Rows)),
                Fact(TLater("Collection"), dataset.Collection), Fact(
                    TLater("Parts"), dataset.Parts.Count == 0 ? null : string.Join(", ", dataset.Parts)), Fact(TLater("Obtained"), Day(dataset.Obtained)),
                Fact(TLater("Not known"), dataset.Unknowns.Count == 0 ? null : string.Join("; ", dataset.Unknowns)),
            ],
            TermsEntry terms =>
            [
                whose, Fact(TLater("In force"), InForce(terms), false, f => f), Fact(TLater("Text"), terms.Source.Address),
                Fact(TLater("Read"), Read(terms.Source)),
                Fact(TLater("Confidence"), Kebab.Name(terms.Confidence), false, c => $"{c} confidence"), Fact(
                    TLater("Also called"), terms.Aliases.Count == 0 ? null : string.Join(", ", terms.Aliases)),
                Fact(TLater("Share-alike also under"), terms.Compatible.Count == 0 ? null : string.Join(", ", terms.Compatible)),
            ],
            _ => [],
        })).Concat(Published(entry.Publication)).OfType<EntryFact>();
    }

    private static IEnumerable<EntryFact?> Published(Publication publication) =>
    [
        Fact("Address", publication.Address), Fact("Published", Day(publication.On)), Fact("Creator", Texts(publication.Creators)),
        Fact("Geography", Texts(publication.Geography)), Fact("Consent", publication.Consent),
        Fact("Media", Texts([.. publication.Media.Select(Kebab.Name)])),
    ];

    private static string? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join(", ", texts);

    /// <summary>From when until when terms are in force.</summary>
    public static string InForce(TermsEntry terms) =>
        (terms.FromIsUnknown ? T("from an unknown day, read on {0}", Day(terms.From)) : T("from {0}", Day(terms.From)))
            + (terms.Until is { } until ? T(" until {0}", Day(until)) : "");

    /// <summary>The bars of an organisation, a provider or terms.</summary>
    public static IReadOnlyList<AccessFact> Bars(Entry entry) => entry switch
    {
        OrganisationEntry organisation => organisation.Access,
        ProviderEntry provider => provider.Access,
        TermsEntry terms => terms.Access,
        _ => [],
    };

    /// <summary>When a bar holds, and to whom, without what it says: <c>from 2026-01-07 to acme</c>.</summary>
    public static string Bar(AccessFact fact)
    {
        var whom = string.Join(", ", fact.Organisations.Concat(fact.Regions).Concat(fact.OwnedFrom.Select(r => T("whoever is owned from {0}", r))));
        var what = string.Join(", ", fact.Models.Concat(fact.Vendors.Select(v => T("models of {0}", v))));
        return (fact.From is { } from ? T("from {0}", Day(from)) : T("from an unknown day"))
            + (fact.Until is { } until ? T(" until {0}", Day(until)) : "")
            + (whom.Length > 0 ? T(" to {0}", whom) : "") + (what.Length > 0 ? T(" for {0}", what) : "")
            + (fact.Uses.Count > 0 ? T(" to {0}", string.Join(", ", fact.Uses.Select(UseText.Name))) : "");
    }

    /// <summary>A source as an entry declares it.</summary>
    public static string Source(SourceEdge source) =>
        $"{RulingText.Edge(source.Kind)} "
        + (source.From.IsUnknown
            ? $"{(source.Count == 1 ? "a source" : FormattableString.Invariant($"{source.Count:N0} sources"))} that nobody could name"
                + (source.Named is { } named ? $" (\"{named}\")" : "")
            : source.From.ToString())
        + $"{(source.On is { } on ? $", {Day(on)}" : "")}{(source.Through is { } through ? $", through {through}" : "")}"
        + $"{(source.Uses.Count > 0 ? $", to {string.Join(", ", source.Uses.Select(Kebab.Name))}" : "")}"
        + (source.Citation is { } where ? $" ({where})" : "");

    /// <summary>A day.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What a clause says of which uses: <c>outputs: train-open, distil</c>.</summary>
    public static string About(Clause clause) =>
        $"{string.Join(", ", clause.Subjects.Select(Named))}: "
            + $"{(clause.Uses.Count == 0 ? T("any other use") : string.Join(", ", clause.Uses.Select(UseText.Name)))}"
            + (clause.Into.Count == 0 ? "" : T(" into {0}", string.Join(", ", clause.Into.Select(Named))));

    private static string Owner(OwnerShare owner) =>
        owner.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{owner.Organisation} ({percent:0.##} %)") : owner.Organisation;

    private static string Read(TextSource source) =>
        Day(source.Read) + (source.Copy is { } copy ? $"; {copy}" : "")
            + (source.Digest is { } digest ? $"; SHA-256 {digest}" : T("; the text was not kept"));

    private static string? Names(IReadOnlyList<EntryReference> references) => references.Count == 0 ? null : string.Join(", ", references.Select(r => r.Brief));

    private static string? Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture);

    private static EntryFact? Fact(string name, string? value, bool inList = false, Func<string, string?>? shown = null) =>
        value is null ? null : new EntryFact(name, value, shown is not null ? shown(value) : inList ? value : null);
}
