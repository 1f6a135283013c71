using Roundtable.Workspace.Access;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Layout;

/// <summary>One of the four parts of the site, each for another reader, with its pages.</summary>
/// <param name="Key">What names it in code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Says">What one does there, in a sentence.</param>
/// <param name="Places">Its pages, the one that it opens first.</param>
public sealed record Door(string Key, string Name, string Says, IReadOnlyList<Place> Places)
{
    /// <summary>All four, in the order in which they stand.</summary>
    public static IReadOnlyList<Door> All { get; } =
    [
        new("ask", TLater("Ask"), TLater("Put a question to several models, see who says what and who changed their mind, and let programs do the same."),
        [
            new("ask", TLater("Ask"), "/", Role.Asker),
            new("sessions", TLater("Sessions"), "/sessions", Role.Reader),
            new("import", TLater("Import"), "/import", Role.Asker),
            new("compare", TLater("Compare"), "/compare", Role.Reader),
            new("gallery", TLater("Gallery"), "/gallery", Role.Reader),
            new("models", TLater("Models"), "/models", Role.Reader),
            new("calls", TLater("Calls"), "/calls", Role.Caller),
            new("spending", TLater("Spending"), "/spending", Role.Caller),
            new("connections", TLater("Connect models"), "/connections", Role.Asker),
            new("connect", TLater("Connect programs"), "/connect", Role.Caller),
            new("keys", TLater("Keys"), "/keys", Role.Admin),
            new("watch", TLater("Watch"), "/watch", Role.Admin),
        ]),
        new("label", TLater("Label and evaluate"),
            TLater("Put one question form to many items: labels with probabilities, shares that hold, and whether a panel is worth its money."),
        [
            new("runs", TLater("Runs"), "/runs", Role.Reader),
            new("gold", TLater("Gold"), "/gold", Role.Reader),
            new("students", TLater("Students"), "/students", Role.Reader),
        ]),
        new("corpora", TLater("Corpora and sets"),
            TLater("See row by row what in training data is synthetic and what is human, and take away what may be taken."),
        [
            new("corpora", TLater("Corpora"), "/corpora", Role.Reader),
            new("sets", TLater("Sets"), "/sets", Role.Reader),
        ]),
        new("rights", TLater("Rights and proofs"), TLater("Ask what content may be used for, on which terms, and show a stranger that it was so."),
        [
            new("registry", TLater("Registry"), "/registry", Role.Reader),
            new("judge", TLater("Judge"), "/judge", Role.Reader),
            new("disclosures", TLater("Disclosures"), "/disclosures", Role.Reader),
            new("audits", TLater("Audits"), "/audits", Role.Admin),
            new("followed", TLater("Others' logs"), "/followed", Role.Reader),
        ]),
    ];

    /// <summary>The pages that somebody may open.</summary>
    public IEnumerable<Place> For(Caller caller) => Places.Where(p => caller.Role >= p.From);
}

/// <summary>A page that the navigation names.</summary>
/// <param name="Key">Which pages belong to it: what they give as <c>Active</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where it is.</param>
/// <param name="From">The least role that may open it.</param>
public sealed record Place(string Key, string Name, string Address, Role From);
