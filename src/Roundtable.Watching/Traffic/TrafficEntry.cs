namespace Roundtable.Watching.Traffic;

/// <summary>One request of a caller, as far as watching needs it.</summary>
/// <param name="Caller">Who asked: an account, a key.</param>
/// <param name="Time">When.</param>
/// <param name="Prompt">The prompt's features.</param>
/// <param name="Position">Where it stands: the line of a file, counted from 1, or the leaf of a log.</param>
public sealed record TrafficEntry(string Caller, DateTimeOffset Time, PromptFeatures Prompt, long Position)
{
    /// <summary>The prompt's words; null where nobody needs them: nothing of them is kept but for the window that is being read.</summary>
    public string? Text { get; init; }

    /// <summary>The model that was asked; null where that is not told.</summary>
    public string? Model { get; init; }

    /// <summary>For whom the caller asked, where the caller says so.</summary>
    public string? EndUser { get; init; }

    /// <summary>A group of accounts that pay by the same means, where the provider gives it.</summary>
    public string? Payment { get; init; }

    /// <summary>A group of accounts behind the same address, where the provider gives it.</summary>
    public string? Address { get; init; }

    /// <summary>The day from which the caller was barred, where there is one.</summary>
    public DateOnly? BarredFrom { get; init; }
}
