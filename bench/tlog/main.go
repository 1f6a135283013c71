// What golang.org/x/mod's sumdb/tlog takes to append the same entries in batches: leaf and node hashes, tiles and bundles of entries
// to disk, a signed checkpoint for each batch.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"crypto/rand"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func write(dir, path string, data []byte) {
	path = filepath.Join(dir, path)
	if err := os.WriteFile(path, data, 0600); err != nil {
		check(os.MkdirAll(filepath.Dir(path), 0700))
		check(os.WriteFile(path, data, 0600))
	}
}

func main() {
	count, err := strconv.ParseInt(os.Args[1], 10, 64)
	check(err)
	batch, err := strconv.ParseInt(os.Args[2], 10, 64)
	check(err)
	length, err := strconv.Atoi(os.Args[3])
	check(err)
	dir := os.Args[4]
	secret, _, err := note.GenerateKey(rand.Reader, "example.org/log")
	check(err)
	signer, err := note.NewSigner(secret)
	check(err)
	entry := bytes.Repeat([]byte{'x'}, length)
	stored := make([]tlog.Hash, 0, 2*count+64)
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	var bundle []byte
	started := time.Now()
	for size := int64(0); size < count; {
		old := size
		for ; size < old+batch && size < count; size++ {
			binary.BigEndian.PutUint64(entry, uint64(size))
			hashes, err := tlog.StoredHashes(size, entry, reader)
			check(err)
			stored = append(stored, hashes...)
			bundle = append(bundle, byte(length>>8), byte(length))
			bundle = append(bundle, entry...)
			if size%256 == 255 {
				write(dir, strings.Replace(tlog.Tile{H: 8, L: -1, N: size / 256, W: 256}.Path(), "tile/8/data", "tile/entries", 1), bundle)
				bundle = bundle[:0]
			}
		}
		for _, tile := range tlog.NewTiles(8, old, size) {
			data, err := tlog.ReadTileData(tile, reader)
			check(err)
			write(dir, strings.Replace(tile.Path(), "tile/8/", "tile/", 1), data)
		}
		root, err := tlog.TreeHash(size, reader)
		check(err)
		signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("example.org/log\n%d\n%s\n", size, base64.StdEncoding.EncodeToString(root[:]))}, signer)
		check(err)
		write(dir, "checkpoint", signed)
	}
	fmt.Printf("%.0f\n", float64(count)/time.Since(started).Seconds())
}
