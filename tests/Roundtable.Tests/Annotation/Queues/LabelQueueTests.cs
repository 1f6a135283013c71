using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Queues;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Queues;

public sealed class LabelQueueTests
{
    private static readonly PanelLabels _panel = PanelLabels.Of(2, [0.9f, 0.1f, 0.5f, 0.5f, 0.2f, 0.8f, 0f, 0f, 0.6f, 0.4f]);

    [Fact]
    public void What_is_least_certain_comes_first_and_what_has_no_label_before_all()
    {
        var queue = LabelQueue.Order(_panel, GoldLabels.Nothing(5));
        Assert.Equal([3, 1, 4, 2, 0], queue.Select(q => q.Item));
        Assert.Equal(0.1, queue[^1].LabelChange, 1e-6);
        Assert.Equal(0.18 / 5, queue[^1].ShareChange, 1e-6);
        Assert.Equal(1, queue[0].LabelChange);
    }

    [Fact]
    public void Gold_waits_for_nobody() =>
        Assert.Equal([3, 2, 0], LabelQueue.Order(_panel, new GoldLabels([-1, 1, -1, -1, 0])).Select(q => q.Item));

    [Fact]
    public void One_label_serves_all_equal_texts()
    {
        // Items 0 and 2 are equal, and 3 and 4.
        var queue = LabelQueue.Order(_panel, new GoldLabels([-1, -1, -1, 0, -1]), [7, 8, 7, 9, 9]);
        Assert.Equal([1, 0], queue.Select(q => q.Item));
        Assert.Equal(0.2, queue[1].LabelChange, 1e-6);
    }
}
