package main

import (
	"encoding/binary"
)

type audit struct {
	Format     string     `json:"format"`
	First      string     `json:"first"`
	Last       string     `json:"last"`
	Commitment provedLeaf `json:"commitment"`
	Challenge  provedLeaf `json:"challenge"`
	Reveal     provedLeaf `json:"reveal"`
	Nodes      []struct {
		Hash string    `json:"hash"`
		Sums [][]int64 `json:"sums"`
	} `json:"nodes"`
	Blocks []struct {
		Index int64     `json:"index"`
		Sums  [][]int64 `json:"sums"`
		Up    []int     `json:"up"`
	} `json:"blocks"`
	Rows []struct {
		Block    int      `json:"block"`
		Position int64    `json:"position"`
		Start    [2]int64 `json:"start"`
		Salt     string   `json:"salt"`
		Content  []byte   `json:"content"`
		Path     []string `json:"path"`
		Next     *struct {
			Start      [2]int64 `json:"start"`
			Commitment string   `json:"commitment"`
			Path       []string `json:"path"`
		} `json:"next,omitempty"`
	} `json:"rows"`
}

// verified is a row that leads to the root, with the units that it covers.
type verified struct {
	place, class            int64
	ofClass, byteAt, byteOf int64
	bytes                   int64
	content                 []byte
	fault                   string
}

func (r verified) from(isOfClass bool, unit string) (from, count int64) {
	switch {
	case unit == "rows" && isOfClass:
		return r.ofClass, 1
	case unit == "rows":
		return r.place, 1
	case isOfClass:
		return r.byteOf, r.bytes
	}
	return r.byteAt, r.bytes
}

func parseSums(numbers [][]int64) sums {
	var all sums
	for _, n := range numbers {
		if len(n) != 4 {
			fail("a sum has not four numbers")
		}
		all = append(all, classAmount{n[0], amount{n[1], n[2], n[3]}})
	}
	checkSums(all)
	return all
}

func checkSums(all sums) {
	last := int64(-1)
	for _, c := range all {
		if c.class <= last || c.class > 1<<31-1 || c.rows < 1 {
			fail("the classes of a sum are not in order, or one has no rows")
		}
		amount{}.plus(c.amount) // refuses what is negative or too large
		last = c.class
	}
}

func leafHash(class int64, start [2]int64, commitment []byte) hash {
	b := binary.BigEndian.AppendUint32([]byte{1}, uint32(class))
	b = binary.BigEndian.AppendUint64(b, uint64(start[0]))
	b = binary.BigEndian.AppendUint64(b, uint64(start[1]))
	return sha(b, commitment)
}

func (file audit) verifyRows(root node, total int64) []verified {
	const blockRows = 64
	var nodes []node
	for _, n := range file.Nodes {
		nodes = append(nodes, node{asHash(fromHex(n.Hash, 32)), parseSums(n.Sums)})
	}
	type block struct {
		sums   sums
		rows   *hash
		before sums
	}
	var blocks []block
	for _, b := range file.Blocks {
		blocks = append(blocks, block{sums: parseSums(b.Sums)})
	}
	used := make([]bool, len(nodes))
	places, salts := map[[2]int64]bool{}, map[string]bool{}
	var rows []verified
	for i, row := range file.Rows {
		if row.Block < 0 || row.Block >= len(blocks) {
			fail("row %d of the opened ones: its block is missing", i+1)
		}
		b, index := &blocks[row.Block], file.Blocks[row.Block].Index
		if places[[2]int64{index, row.Position}] {
			fail("row %d of the opened ones is opened twice", i+1)
		}
		places[[2]int64{index, row.Position}] = true

		// The sums decide which class stands at a place.
		class, within, count := int64(-1), row.Position, b.sums.of(nil).rows
		for _, c := range b.sums {
			if class < 0 && within >= 0 && within < c.rows {
				class = c.class
			} else if class < 0 {
				within -= c.rows
			}
		}
		if class < 0 {
			fail("row %d of the opened ones: its place is outside its block", i+1)
		}
		digest := sha(row.Content)
		commitment := sha([]byte{0}, fromHex(row.Salt, 16), digest[:])
		top := climb(2, leafHash(class, row.Start, commitment[:]), row.Position, count, hashes(row.Path))
		if b.rows == nil {
			var path []node
			for _, up := range file.Blocks[row.Block].Up {
				if up < 0 || up >= len(nodes) {
					fail("row %d of the opened ones: a node on its way is missing", i+1)
				}
				used[up] = true
				path = append(path, nodes[up])
			}
			climbed, before := climbSums(node{sha([]byte{3}, top[:], b.sums.encode()), b.sums}, index, (total+blockRows-1)/blockRows, path)
			if climbed.hash != root.hash || !climbed.sums.equal(root.sums) {
				fail("row %d of the opened ones does not lead to the root and the totals that were committed to", i+1)
			}
			expected := total - index*blockRows
			if expected > blockRows {
				expected = blockRows
			}
			if count != expected || before.of(nil).rows != index*blockRows {
				fail("row %d of the opened ones: its block has not as many rows as its place demands", i+1)
			}
			b.rows, b.before = &top, before
		} else if *b.rows != top {
			fail("row %d of the opened ones does not lead to its block", i+1)
		}

		ofClass := b.sums.of(&class)
		end := [2]int64{ofClass.bytes, ofClass.tokens}
		if (within == ofClass.rows-1) != (row.Next == nil) {
			fail("row %d of the opened ones: the start of the row after it is missing, or there is none", i+1)
		}
		if next := row.Next; next != nil {
			end = next.Start
			if climb(2, leafHash(class, next.Start, fromHex(next.Commitment, 32)), row.Position+1, count, hashes(next.Path)) != top {
				fail("row %d of the opened ones: the start of the row after it does not lead to its block", i+1)
			}
		}
		size, fault := end[0]-row.Start[0], ""
		switch {
		case salts[row.Salt]:
			fault = "its salt is that of another row"
		case within == 0 && row.Start != [2]int64{}:
			fault = "rows before it are counted that are not there"
		case size < 0 || end[1] < row.Start[1]:
			fault = "its size is negative"
		case size != roundUp(int64(len(row.Content))):
			fault = "its size was stated wrongly"
		}
		salts[row.Salt] = true
		before := b.before.of(&class)
		rows = append(rows, verified{
			place: index*blockRows + row.Position, class: class, ofClass: before.rows + within,
			byteAt: b.before.of(nil).bytes + b.sums.before(class).bytes + row.Start[0], byteOf: before.bytes + row.Start[0],
			bytes: size, content: row.Content, fault: fault,
		})
	}
	for i := range blocks {
		if blocks[i].rows == nil {
			fail("there is a block that no opened row needs")
		}
	}
	for i := range used {
		if !used[i] {
			fail("there is a node that no opened row needs")
		}
	}
	return rows
}
