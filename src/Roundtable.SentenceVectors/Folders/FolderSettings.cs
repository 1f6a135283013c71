using System.Text.Json;

namespace Roundtable.SentenceVectors.Folders;

/// <summary>What a folder says of how its model makes vectors, in the files that sentence-transformers writes.</summary>
/// <param name="Pooling">The poolings whose vectors are joined, in their order; empty where the model itself has to pool.</param>
/// <param name="IsPoolingSaid">Whether the folder says so; otherwise the mean is taken, as sentence-transformers does.</param>
/// <param name="MaxTokens">How many tokens of a text are read; null where nothing is said.</param>
/// <param name="LowerCase">Whether texts are lower-cased before they are cut into tokens.</param>
/// <param name="Prompt">What is put before each text.</param>
internal sealed record FolderSettings(IReadOnlyList<PoolingMode> Pooling, bool IsPoolingSaid, int? MaxTokens, bool LowerCase, string Prompt)
{
    private const string Modules = "modules.json";
    private const string Flag = "pooling_mode_";
    private const string Sentence = "config_sentence_transformers.json";

    // In the order in which sentence-transformers joins them.
    private static readonly (string Name, PoolingMode Mode)[] _modes =
    [
        ("cls_token", PoolingMode.Cls), ("max_tokens", PoolingMode.Max), ("mean_tokens", PoolingMode.Mean), ("mean_sqrt_len_tokens", PoolingMode.MeanSqrtLen),
        ("weightedmean_tokens", PoolingMode.WeightedMean), ("lasttoken", PoolingMode.LastToken),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidDataException">When it asks for something that is not computed here.</exception>
    public static FolderSettings Read(ModelFolder folder)
    {
        var (path, needsModel) = ModulesOf(folder);
        var said = folder.Json(path + "config.json");
        if (path.Length > 0 && path != "1_Pooling/" && said is null)
        {
            throw folder.Fault(path + "config.json", $"is missing, and {Modules} asks for it: copy the whole folder of the model.");
        }

        IReadOnlyList<PoolingMode> pooling = needsModel ? [] : said is { } config ? PoolingOf(folder, path + "config.json", config) : [PoolingMode.Mean];
        var sentence = folder.Json("sentence_bert_config.json");
        return new FolderSettings(
            pooling,
            needsModel || said is not null,
            MaxTokensOf(folder, sentence),
            sentence?.Flag("do_lower_case") ?? false,
            PromptOf(folder));
    }

    /// <summary>Where the pooling is described, and whether something comes after it that only the model itself can do.</summary>
    private static (string Pooling, bool NeedsModel) ModulesOf(ModelFolder folder)
    {
        if (folder.Json(Modules, JsonValueKind.Array) is not { } modules)
        {
            return ("1_Pooling/", false);
        }

        var (pooling, needsModel) = (default(string), false);
        foreach (var module in modules.EnumerateArray())
        {
            var type = module.Text("type") ?? "";
            var path = module.Text("path") ?? "";
            if (path.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(path))
            {
                throw folder.Fault(Modules, "names a path outside of the folder: copy it again.");
            }

            switch (type[(type.LastIndexOf('.') + 1)..])
            {
                case "Transformer":
                case "Normalize":
                    break;
                case "Pooling":
                    pooling = path.Length == 0 ? "" : path.TrimEnd('/') + "/";
                    break;
                default:
                    needsModel = true;
                    break;
            }
        }

        return (pooling ?? "1_Pooling/", needsModel);
    }

    private static PoolingMode[] PoolingOf(ModelFolder folder, string file, JsonElement config)
    {
        if (config.Flag("include_prompt") == false && PromptOf(folder).Length > 0)
        {
            throw folder.Fault(file, $"leaves the prompt of {Sentence} out of the pooling, which is not computed here: take another model.");
        }

        // Newer files have one text in the place of a flag for each.
        if (config.Text("pooling_mode") is { } one)
        {
            return
            [
                .. one.Split('+').Select(o => Array.Find(_modes, m => m.Name == o || m.Name == o + "_token" || m.Name == o + "_tokens") is { Name: not null } m
                    ? m.Mode
                    : throw Unknown(o)),
            ];
        }

        if (config.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.True).Select(m => m.Name)
            .FirstOrDefault(n => n.StartsWith(Flag, StringComparison.Ordinal) && !Array.Exists(_modes, k => Flag + k.Name == n)) is { } unknown)
        {
            throw Unknown(unknown);
        }

        PoolingMode[] modes = [.. _modes.Where(m => config.Flag(Flag + m.Name) == true).Select(m => m.Mode)];
        return modes.Length > 0 ? modes : throw folder.Fault(file, "names no pooling, such as pooling_mode_mean_tokens: copy it again.");

        InvalidDataException Unknown(string mode) => folder.Fault(
            file, $"asks for '{mode}', which is not computed here; known are {string.Join(", ", _modes.Select(m => m.Name))}: take another model.");
    }

    private static int? MaxTokensOf(ModelFolder folder, JsonElement? sentence)
    {
        // What a tokenizer says where it knows no limit is a number of thirty digits.
        var said = sentence?.Number("max_seq_length") ?? folder.Json("tokenizer_config.json")?.Number("model_max_length")
            ?? Positions(folder);
        return said is null or > 1_000_000 ? null : said > 2 ? said
            : throw folder.Fault("sentence_bert_config.json", "lets texts have no tokens: max_seq_length must be above 2.");
    }

    /// <summary>How many tokens a model has places for. Models of RoBERTa's kind count places from behind the one of their padding.</summary>
    private static int? Positions(ModelFolder folder) => folder.Json("config.json") is not { } config ? null
        : config.Number("max_position_embeddings") - ((config.Text("model_type") ?? "") is "roberta" or "xlm-roberta" or "camembert" or "mpnet" ? 2 : 0);

    private static string PromptOf(ModelFolder folder)
    {
        if (folder.Json(Sentence) is not { } config || config.Text("default_prompt_name") is not { } name)
        {
            return "";
        }

        return config.Object("prompts")?.Text(name) ?? throw folder.Fault(Sentence, $"has no prompt '{name}', its default_prompt_name: copy it again.");
    }
}
