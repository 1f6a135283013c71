using Roundtable.Watching.Sketches;

namespace Roundtable.Tests.Watching.Sketches;

/// <summary>How evenly counts are spread.</summary>
public sealed class EvennessTests
{
    [Fact]
    public void All_alike_is_one_and_all_in_one_is_nothing()
    {
        Assert.Equal(1, Evenness.Of([.. Enumerable.Repeat(1000L, 24)]), 3);
        Assert.Equal(0, Evenness.Of([0, 0, 500, 0]), 3);
        Assert.Equal(0, Evenness.Of([0, 0, 0]));
        Assert.Equal(0.5, Evenness.Of([5000, 5000, 0, 0]), 3);
    }

    [Fact]
    public void Few_draws_of_an_even_day_are_even_and_office_hours_are_not()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var (day, office) = (new long[24], new long[24]);
            for (var k = 0; k < 80; k++)
            {
                day[random.Next(24)]++;
                office[8 + random.Next(9)]++;
            }

            Assert.InRange(Evenness.Of(day), 0.94, 1);
            Assert.InRange(Evenness.Of(office), 0.6, 0.72);
        }
    }
}
