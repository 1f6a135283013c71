using Roundtable.Corpus.Reports;

namespace Roundtable.Tests.Corpus.Reports;

/// <summary>Shares of rows, with intervals where only a sample was examined.</summary>
public sealed class ReportShareTests
{
    [Fact]
    public void A_sample_has_the_interval_of_the_literature_and_all_rows_have_none()
    {
        // Wilson's interval for 10 of 100: 0.0552 to 0.1744.
        var wilson = ReportShare.Of("x", 10, 0, 100, isSample: true);
        Assert.Equal((0.0552, 0.1744), (Math.Round(wilson.Low!.Value, 4), Math.Round(wilson.High!.Value, 4)));
        Assert.Equal(new ReportShare("x", 10, 0, 0.1), ReportShare.Of("x", 10, 0, 100, isSample: false));
    }
}
