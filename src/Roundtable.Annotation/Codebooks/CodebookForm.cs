using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Fields;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Codebooks;

/// <summary>The answers that a codebook has. A closed hierarchy: the nested types are all there are.</summary>
public abstract record CodebookForm
{
    /// <summary>The most classes or scores that a codebook has.</summary>
    public const int MaxValues = 200;

    private protected CodebookForm()
    {
    }

    /// <summary>Every answer there is beside "cannot tell", in the codebook's order; empty where any JSON value by a schema is one.</summary>
    public abstract IReadOnlyList<string> Values { get; }

    /// <summary>The answer that a text is, ignoring letter case and space around it; null where it is none, or more than one.</summary>
    /// <param name="text">A class, a score or JSON, or <see cref="CodebookAnswer.CannotTellText"/>.</param>
    public CodebookAnswer? Read(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Equals(CodebookAnswer.CannotTellText, StringComparison.OrdinalIgnoreCase) ? CodebookAnswer.CannotTell
            : ReadValue(trimmed) is { } value ? new CodebookAnswer(value)
            : null;
    }

    /// <summary>Adds the members that are this form's own.</summary>
    internal abstract void WriteTo(JsonObject json);

    private protected abstract string? ReadValue(string text);

    /// <summary>One of several classes.</summary>
    /// <param name="All">The classes, two or more, with names that differ in more than letter case.</param>
    public sealed record Classes(IReadOnlyList<CodebookClass> All) : CodebookForm
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Values { get; } = [.. All.Select(c => c.Name)];

        internal override void WriteTo(JsonObject json) => json["classes"] = new JsonArray([.. All.Select(Write)]);

        private protected override string? ReadValue(string text) =>
            Values.FirstOrDefault(v => v.Equals(text, StringComparison.OrdinalIgnoreCase));

        private static JsonNode Write(CodebookClass one)
        {
            var json = new JsonObject { ["name"] = one.Name, ["definition"] = one.Definition };
            if (one.Examples.Count > 0)
            {
                json["examples"] = new JsonArray([.. one.Examples.Select(e => (JsonNode)e)]);
            }

            return json;
        }
    }

    /// <summary>A whole number from a range.</summary>
    /// <param name="Min">The lowest score.</param>
    /// <param name="Max">The highest score, above <paramref name="Min"/>.</param>
    /// <param name="Anchors">What some scores mean, ascending.</param>
    public sealed record Scores(int Min, int Max, IReadOnlyList<ScoreAnchor> Anchors) : CodebookForm
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Values { get; } =
            [.. Enumerable.Range(Min, Max - Min + 1).Select(s => s.ToString(CultureInfo.InvariantCulture))];

        internal override void WriteTo(JsonObject json) => json["scores"] = new JsonObject
        {
            ["min"] = Min,
            ["max"] = Max,
            ["anchors"] = new JsonObject(Anchors.Select(a =>
                KeyValuePair.Create(a.Score.ToString(CultureInfo.InvariantCulture), (JsonNode?)a.Meaning))),
        };

        private protected override string? ReadValue(string text) =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score)
                && score >= Min && score <= Max && decimal.IsInteger(score)
                ? ((int)score).ToString(CultureInfo.InvariantCulture)
                : null;
    }

    /// <summary>A JSON value that is valid by a schema.</summary>
    /// <param name="Json">The schema.</param>
    public sealed record Schema(AnswerSchema Json) : CodebookForm
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Values => [];

        internal override void WriteTo(JsonObject json) => json["schema"] = JsonNode.Parse(Json.Json.GetRawText());

        private protected override string? ReadValue(string text)
        {
            try
            {
                var value = JsonElement.Parse(CanonicalJson.Canonicalize(System.Text.Encoding.UTF8.GetBytes(text)));
                return Json.Problems(value).Count == 0 ? value.GetRawText() : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
