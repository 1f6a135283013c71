namespace Roundtable.Models.Rehearsal;

/// <summary>A sentence of the simulated answers in full, and who writes it. They say so much of any question that all kinds of points come up.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Parts">Who writes it.</param>
/// <param name="Against">The sentence that it contradicts, by its text; null for none.</param>
internal sealed record RehearsalLine(string Topic, string Text, IReadOnlyList<RehearsalPart> Parts, string? Against = null)
{
    /// <summary>What nobody writes, and the moderator misses.</summary>
    public const string Missing = "How it will be told later whether the choice was right.";

    private const string Cheap = "Cost decides here, and the cheaper way is good enough.";
    private const string Dear = "Cost does not decide here, since whoever bears a mistake is not whoever saved.";

    /// <summary>The sentences, in the order in which they are written.</summary>
    public static IReadOnlyList<RehearsalLine> All { get; } =
    [
        new("Where to begin", "Start with the smallest step that can still be undone.", Enum.GetValues<RehearsalPart>()),
        new(
            "What is there already",
            "Keep to what runs already, since a thing that is known costs little to keep.",
            [RehearsalPart.Steadfast, RehearsalPart.Persuadable, RehearsalPart.Undecided]),
        new("What cost decides", Cheap, [RehearsalPart.Steadfast, RehearsalPart.Persuadable], Dear),
        new("What cost decides", Dear, [RehearsalPart.Dissenter, RehearsalPart.Objector], Cheap),
        new("Reasons", "Write down the reasons before the choice, so that they can be read again.", [RehearsalPart.Dissenter, RehearsalPart.Undecided]),
        new("For whom", "The question does not say for whom it is meant, and that changes the result.", [RehearsalPart.Objector]),
    ];

    /// <summary>What a panelist writes in full, as Markdown.</summary>
    public static string Answer(RehearsalPart part)
    {
        var own = All.Where(l => l.Parts.Contains(part)).ToList();
        return $"[Simulated] {own[0].Text}\n\n{string.Join('\n', own.Skip(1).Select(l => "- " + l.Text))}";
    }
}
