using Roundtable.Workspace.Access;

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
        new("ask", "Ask", "Put a question to several models, see who says what and who changed their mind, and let programs do the same.",
        [
            new("ask", "Ask", "/", Role.Asker),
            new("sessions", "Sessions", "/sessions", Role.Reader),
            new("import", "Import", "/import", Role.Asker),
            new("compare", "Compare", "/compare", Role.Reader),
            new("gallery", "Gallery", "/gallery", Role.Reader),
            new("models", "Models", "/models", Role.Reader),
            new("calls", "Calls", "/calls", Role.Caller),
            new("spending", "Spending", "/spending", Role.Caller),
            new("connect", "Connect", "/connect", Role.Caller),
            new("keys", "Keys", "/keys", Role.Admin),
            new("watch", "Watch", "/watch", Role.Admin),
        ]),
        new("label", "Label and evaluate",
            "Put one question form to many items: labels with probabilities, shares that hold, and whether a panel is worth its money.",
        [
            new("runs", "Runs", "/runs", Role.Reader),
            new("gold", "Gold", "/gold", Role.Reader),
            new("students", "Students", "/students", Role.Reader),
        ]),
        new("corpora", "Corpora and sets", "See row by row what in training data is synthetic and what is human, and take away what may be taken.",
        [
            new("corpora", "Corpora", "/corpora", Role.Reader),
            new("sets", "Sets", "/sets", Role.Reader),
        ]),
        new("rights", "Rights and proofs", "Ask what content may be used for, on which terms, and show a stranger that it was so.",
        [
            new("registry", "Registry", "/registry", Role.Reader),
            new("judge", "Judge", "/judge", Role.Reader),
            new("disclosures", "Disclosures", "/disclosures", Role.Reader),
            new("audits", "Audits", "/audits", Role.Admin),
            new("followed", "Others' logs", "/followed", Role.Reader),
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
