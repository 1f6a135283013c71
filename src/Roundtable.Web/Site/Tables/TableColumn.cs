using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace Roundtable.Web.Site.Tables;

/// <summary>A column of a table of the site.</summary>
/// <typeparam name="TRow">What a row is of.</typeparam>
/// <param name="Key">What names it in addresses and in JSON.</param>
/// <param name="Head">Its heading.</param>
/// <param name="Text">What a cell says, as text: in CSV, and on the page where there is no <see cref="Cell"/>.</param>
public sealed record TableColumn<TRow>(string Key, string Head, Func<TRow, string> Text)
{
    /// <summary>What a cell shows on the page, where that is more than its text.</summary>
    public RenderFragment<TRow>? Cell { get; init; }

    /// <summary>What it is in JSON; null for its text.</summary>
    public Func<TRow, JsonNode?>? Json { get; init; }

    /// <summary>Whether rows can be sorted by it.</summary>
    public bool Sorts { get; init; }

    /// <summary>By what rows that are all in memory are sorted; null for the text.</summary>
    public Func<TRow, IComparable?>? Order { get; init; }

    /// <summary>Whether it holds numbers, which stand at the end of their cells.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it is shown only where that is asked for.</summary>
    public bool IsExtra { get; init; }
}
