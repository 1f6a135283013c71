namespace Roundtable.Web.Api;

/// <summary>The parts of the API.</summary>
public static class ApiTags
{
    /// <summary>Asking panels, and what they said.</summary>
    public const string Sessions = "sessions";

    /// <summary>Who can be asked.</summary>
    public const string Models = "models";

    /// <summary>What is known of models, datasets and their terms, and rulings by it.</summary>
    public const string Registry = "registry";

    /// <summary>Calls through the gateway.</summary>
    public const string Calls = "calls";

    /// <summary>Items that people label.</summary>
    public const string Gold = "gold";

    /// <summary>Runs over many items.</summary>
    public const string Runs = "runs";

    /// <summary>Training sets and students.</summary>
    public const string Sets = "sets";

    /// <summary>What was published of models and datasets, and audits.</summary>
    public const string Disclosures = "disclosures";

    /// <summary>What watching found.</summary>
    public const string Watch = "watch";

    /// <summary>The API itself.</summary>
    public const string Api = "api";

    /// <summary>What a part is about.</summary>
    public static string Description(string? tag) => tag switch
    {
        Sessions => "Asking panels of models, and reading what they said.",
        Models => "The models and panels that can be asked.",
        Calls => "Calls that went through the gateway, with their leaves and proofs.",
        Gold => "Items that people label, drawn at random on the record; their labels, and adjudication.",
        Runs => "Runs: one question form put to many items, with progress and results.",
        Watch => "Findings of watching: traffic that looks like the collection of a model's answers, with evidence and error rates.",
        Sets => "Training sets: rows that were ruled on before they were written, with their sources and proofs; students that panels taught.",
        Disclosures => "What was published of models and datasets, commitments to their rows and audits of them; audits of cut-offs.",
        Registry => "Models, datasets, organisations and terms with their lineage, and rulings on uses.",
        _ => "The API itself.",
    };
}
