using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>
/// The files that make a set ready to run: a configuration for TRL, one for Axolotl, and <c>dataset_info.json</c> for LLaMA-Factory, each where the format is
/// one that the program reads. The model to train is left to whoever trains it.
/// </summary>
internal static class TrainingFiles
{
    /// <summary>The files by name.</summary>
    /// <param name="format">The format of the rows.</param>
    /// <param name="isStandard">Whether they are plain texts.</param>
    /// <param name="name">The set's name, which LLaMA-Factory knows it by.</param>
    /// <param name="traits">What there is in the set.</param>
    /// <param name="parts">The parts that it has.</param>
    /// <param name="extension">How the names of the files with rows end.</param>
    public static IEnumerable<(string Name, string Text)> Of(
        SetFormat format, bool isStandard, string name, SetTraits traits, IReadOnlyCollection<string> parts, string extension)
    {
        if (Trl(format) is { } command)
        {
            yield return ("trl.yaml", TrlText(command, parts, extension));
        }

        if (Axolotl(format, isStandard) is { } axolotl)
        {
            yield return ("axolotl.yaml", AxolotlText(axolotl.Rl, axolotl.Lines, parts, extension));
        }

        if (format is SetFormat.Sharegpt or SetFormat.Alpaca or SetFormat.LlamaFactory or SetFormat.LlamaFactoryPreference or SetFormat.LlamaFactoryKto)
        {
            yield return ("dataset_info.json", DatasetInfo(format, name, traits, parts, extension).ToJsonString(Document.Indented) + "\n");
        }
    }

    private static string? Trl(SetFormat format) => format switch
    {
        SetFormat.TrlLanguageModeling or SetFormat.TrlPromptCompletion => "sft",
        SetFormat.TrlPreference => "dpo",
        SetFormat.TrlUnpairedPreference => "kto",
        SetFormat.TrlPromptOnly => "grpo",
        SetFormat.TrlStepwise => "prm",
        _ => null,
    };

    private static string TrlText(string command, IReadOnlyCollection<string> parts, string extension)
    {
        var text = new StringBuilder()
            .Append("# trl ").Append(command).Append(" --config trl.yaml, in this folder\n")
            .Append("model_name_or_path: MODEL  # yours to choose: LICENSE.md says what its name and licence must be\n")
            .Append("output_dir: out\n")
            .Append("datasets:\n");
        text.Append("  - path: ").Append(Builder(extension)).Append("\n    data_files:\n");
        foreach (var part in parts)
        {
            text.Append("      ").Append(part).Append(": ").Append(part).Append(extension).Append('\n');
        }

        text.Append("    split: train\n");
        return text.ToString();
    }

    /// <summary>What the library datasets calls files with such names.</summary>
    private static string Builder(string extension) => extension == SetPart.ParquetExtension ? "parquet" : "json";

    private static (string? Rl, string[] Lines)? Axolotl(SetFormat format, bool isStandard) => (format, isStandard) switch
    {
        (SetFormat.Axolotl or SetFormat.Openai, _) or (SetFormat.TrlLanguageModeling, false) => (null, ["type: chat_template", "field_messages: messages"]),
        (SetFormat.TrlLanguageModeling, true) => (null, ["type: completion", "field: text"]),
        (SetFormat.Sharegpt or SetFormat.LlamaFactory, _) =>
            (null, ["type: chat_template", "field_messages: conversations", "message_property_mappings:", "  role: from", "  content: value"]),
        (SetFormat.Alpaca, _) => (null, ["type: alpaca"]),
        (SetFormat.AxolotlPreference, _) =>
            ("dpo", ["type: chat_template.default", "field_messages: messages", "field_chosen: chosen", "field_rejected: rejected"]),
        (SetFormat.TrlPreference, false) =>
            ("dpo", ["type: chat_template.default", "field_messages: prompt", "field_chosen: chosen", "field_rejected: rejected"]),
        (SetFormat.TrlStepwise, _) => (null, ["type: stepwise_supervised"]),
        _ => null,
    };

    private static string AxolotlText(string? rl, string[] lines, IReadOnlyCollection<string> parts, string extension)
    {
        var text = new StringBuilder("# axolotl train axolotl.yaml, in this folder\n")
            .Append("base_model: MODEL  # yours to choose: LICENSE.md says what its name and licence must be\n")
            .Append("output_dir: out\n");
        if (rl is not null)
        {
            text.Append("rl: ").Append(rl).Append('\n');
        }

        foreach (var (key, part) in ((string, string)[])[("datasets", "train"), ("test_datasets", "validation")])
        {
            if (!parts.Contains(part, StringComparer.Ordinal))
            {
                continue;
            }

            text.Append(key).Append(":\n  - path: ").Append(part).Append(extension).Append("\n    ds_type: ").Append(Builder(extension))
                .Append("\n    split: train\n");
            foreach (var line in lines)
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static JsonObject DatasetInfo(SetFormat format, string name, SetTraits traits, IReadOnlyCollection<string> parts, string extension)
    {
        var info = new JsonObject();
        foreach (var part in parts)
        {
            var columns = new JsonObject();
            var entry = new JsonObject { ["file_name"] = part + extension };
            if (format == SetFormat.Alpaca)
            {
                (columns["prompt"], columns["query"], columns["response"]) = ("instruction", "input", "output");
                Add(traits.System, "system", "system");
                Add(traits.History, "history", "history");
            }
            else
            {
                entry["formatting"] = "sharegpt";
                columns["messages"] = "conversations";
                Add(traits.Tools, "tools", "tools");
                Add(traits.Images, "images", "images");
                Add(format == SetFormat.LlamaFactoryKto, "kto_tag", "label");
                if (format == SetFormat.LlamaFactoryPreference)
                {
                    entry["ranking"] = true;
                    (columns["chosen"], columns["rejected"]) = ("chosen", "rejected");
                }
            }

            entry["columns"] = columns;
            info[$"{name}_{part}"] = entry;

            void Add(bool has, string column, string member)
            {
                if (has)
                {
                    columns[column] = member;
                }
            }
        }

        return info;
    }
}
