using System.CommandLine;
using Roundtable.Workspace.Labels;

namespace Roundtable.Cli.Label;

/// <summary>The options of <c>roundtable label</c> that are its own.</summary>
internal static class LabelOptions
{
    /// <summary>The file with the items.</summary>
    public static Argument<string?> Items { get; } = new("ITEMS")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The file with the items: JSON Lines, a JSON array, CSV, TSV or Parquet.",
    };

    /// <summary><c>--codebook FILE</c>.</summary>
    public static Option<string?> Codebook { get; } = new("--codebook")
    {
        Description = "The codebook (YAML): instructions, and classes, scores or a JSON schema.",
        HelpName = "FILE",
    };

    /// <summary><c>--text COLUMN</c>.</summary>
    public static Option<string?> Text { get; } = new("--text")
    {
        Description = "The column with the text to label (default: text, or the only column).",
        HelpName = "COLUMN",
    };

    /// <summary><c>--template TEXT</c>.</summary>
    public static Option<string?> Template { get; } = new("--template")
    {
        Description = "The text to label with {columns} of the item, instead of one column.",
        HelpName = "TEXT",
    };

    /// <summary><c>--gold N</c>.</summary>
    public static Option<int> Gold { get; } = new("--gold")
    {
        Description = "Draw N items at random for people to label, on the record before anything is asked.",
        HelpName = "N",
    };

    /// <summary><c>--gold-by COLUMN</c>.</summary>
    public static Option<string?> GoldBy { get; } = new("--gold-by")
    {
        Description = "Draw the gold in strata: from each value of this column in proportion.",
        HelpName = "COLUMN",
    };

    /// <summary><c>--promise P</c>.</summary>
    public static Option<double?> Promise { get; } = new("--promise")
    {
        Description = "Take only labels of which at least this share is right, by the gold; abstain from the others. Between 0 and 1, such as 0.9.",
        HelpName = "P",
    };

    /// <summary><c>--queue N</c>.</summary>
    public static Option<int> Queue { get; } = new("--queue")
    {
        Description = "How many items whose label would change most wait for people at the end; 0 for none.",
        HelpName = "N",
        DefaultValueFactory = _ => LabelRequest.UsualQueue,
    };

    /// <summary><c>--export FILE</c>.</summary>
    public static Option<string[]> Export { get; } = new("--export")
    {
        Description = "Also write the labels to a file that ends in .jsonl, .csv or .parquet; may be repeated.",
        HelpName = "FILE",
    };

    /// <summary><c>--with-text</c>.</summary>
    public static Option<bool> WithText { get; } = new("--with-text") { Description = "Exports contain the labelled texts, not only their digests." };

    /// <summary><c>--resume RUN</c>.</summary>
    public static Option<string?> Resume { get; } = new("--resume") { Description = "Go on with a run of labels that was stopped.", HelpName = "RUN" };

    /// <summary><c>--recompute RUN</c>.</summary>
    public static Option<string?> Recompute { get; } = new("--recompute")
    {
        Description = "Make the labels of a run anew with the gold that there is now; nobody is asked. The earlier labels stay.",
        HelpName = "RUN",
    };

    /// <summary><c>--show RUN</c>.</summary>
    public static Option<string?> Show { get; } = new("--show") { Description = "Show the labels of a run again, or export them.", HelpName = "RUN" };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } =
        [Items, Codebook, Text, Template, Gold, GoldBy, Promise, Queue, Export, WithText, Resume, Recompute, Show];
}
