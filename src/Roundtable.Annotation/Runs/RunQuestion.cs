using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Runs;

/// <summary>What is put to seats about each item of a run. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Choice), "choice")]
[JsonDerivedType(typeof(Score), "score")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(FreeText), "text")]
[JsonDerivedType(typeof(Json), "json")]
public abstract record RunQuestion
{
    private protected RunQuestion()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>
    /// A choice among options, which each seat is shown in an order of its own, drawn for the item. A seat may abstain: it cannot tell.
    /// </summary>
    /// <param name="Options">The options in the asker's order, two to twenty-six; empty where each item has options of its own.</param>
    public sealed record Choice(IReadOnlyList<string> Options) : RunQuestion
    {
        private protected override void Seal() { }
    }

    /// <summary>A whole number on a scale.</summary>
    /// <param name="Min">The lowest score.</param>
    /// <param name="Max">The highest score, above the lowest.</param>
    public sealed record Score(int Min, int Max) : RunQuestion
    {
        private protected override void Seal() { }
    }

    /// <summary>A number without bounds.</summary>
    /// <param name="Unit">What it counts or measures, as seats are told; null for a bare number.</param>
    public sealed record Number(string? Unit = null) : RunQuestion
    {
        private protected override void Seal() { }
    }

    /// <summary>A short text in the seat's own words.</summary>
    public sealed record FreeText : RunQuestion
    {
        private protected override void Seal() { }
    }

    /// <summary>A JSON document that is valid against a schema.</summary>
    /// <param name="Schema">The JSON Schema (draft 2020-12, unless it names another).</param>
    public sealed record Json(JsonElement Schema) : RunQuestion
    {
        private protected override void Seal() { }
    }
}
