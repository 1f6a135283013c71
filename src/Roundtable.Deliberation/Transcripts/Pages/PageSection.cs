namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>The parts of a page outside its ballots.</summary>
public enum PageSection
{
    /// <summary>Between the title and the ballots.</summary>
    Head,

    /// <summary>The final summary and whatever closes the page.</summary>
    Summary,

    /// <summary>The strongest arguments.</summary>
    Arguments,
}
